== rows of a derived table are deleted | tsql
DELETE d FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY t) rn FROM dbo.t) d WHERE rn > 1
---
may read: dbo.t
writes: dbo.t
rows <- dbo.t.k (window), dbo.t.t (window)
exact

== rows of a derived table are updated | tsql
UPDATE d SET x = 1 FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY t) rn FROM dbo.t) d WHERE rn > 1
---
may read: dbo.t
writes: dbo.t
rows <- dbo.t.k (window), dbo.t.t (window)
exact

== a value is what a SELECT assigns | tsql
DECLARE @i int;
SELECT @i = id FROM dbo.src WHERE k = 1;
INSERT INTO dbo.o (id) VALUES (@i)
---
reads: dbo.src
writes: dbo.o
dbo.o.id <- dbo.src.id (identity), dbo.src.k (filter)

== the condition of a watermark decides too | tsql
DECLARE @i int;
SELECT @i = MAX(id) FROM dbo.src WHERE k = 1;
INSERT INTO dbo.o (id) SELECT x FROM dbo.z WHERE y > @i
---
reads: dbo.src, dbo.z
writes: dbo.o
dbo.o.id <- dbo.z.x
rows <- dbo.z.y (filter), dbo.src.id (filter), dbo.src.k (filter)
exact

== the condition of a cursor decides its values | tsql
DECLARE c CURSOR FOR SELECT id, v FROM dbo.src WHERE k = 1;
DECLARE @i int, @v int;
OPEN c;
FETCH NEXT FROM c INTO @i, @v;
WHILE @@FETCH_STATUS = 0
BEGIN
    UPDATE dbo.o SET v = @v WHERE id = @i;
    FETCH NEXT FROM c INTO @i, @v;
END
---
reads: dbo.src
may read: dbo.o
writes: dbo.o
dbo.o.v <- dbo.src.v (identity), dbo.src.k (filter)
rows <- dbo.o.id (filter), dbo.src.id (filter), dbo.src.k (filter)
exact

== a SELECT that adds to a variable | tsql
DECLARE @s nvarchar(max) = N'';
SELECT @s += ',' + name FROM dbo.cols;
INSERT INTO dbo.o (n) VALUES (@s)
---
reads: dbo.cols
writes: dbo.o
dbo.o.n <- dbo.cols.name

== several variables of one row, with TOP | tsql
SELECT TOP (1) @a = id, @b = UPPER(x) FROM dbo.s ORDER BY d DESC;
INSERT INTO dbo.o (a, b) VALUES (@a, @b)
---
reads: dbo.s
writes: dbo.o
dbo.o.a <- dbo.s.id (identity), dbo.s.d (sort)
dbo.o.b <- dbo.s.x (transformation), dbo.s.d (sort)

== a variable of a table type | tsql
DECLARE @l dbo.IdList;
INSERT @l (id) SELECT sid FROM dbo.s;
INSERT INTO dbo.o (id) SELECT l.id FROM @l l
---
reads: dbo.s
writes: dbo.o
dbo.o.id <- dbo.s.sid

== numbers of a sequence in a schema | tsql
INSERT INTO dbo.o (id, x) SELECT NEXT VALUE FOR etl.seq OVER (ORDER BY s.b), s.x FROM dbo.s s
---
reads: dbo.s
writes: dbo.o
dbo.o.id <- dbo.s.b (window)
dbo.o.x <- dbo.s.x (identity)

== number of a sequence in VALUES | tsql
INSERT INTO dbo.o (id) VALUES (NEXT VALUE FOR etl.seq)
---
writes: dbo.o
columns: none

== a variable that UPDATE gives a value | tsql
UPDATE dbo.t SET @v = t.x, y = s.y FROM dbo.t JOIN dbo.s s ON s.id = t.id WHERE t.k = 1;
INSERT INTO dbo.o (v) VALUES (@v)
---
reads: dbo.s, dbo.t
writes: dbo.t, dbo.o
dbo.t.y <- dbo.s.y (identity)
dbo.o.v <- dbo.t.x (identity), dbo.t.k (filter), dbo.s.id (join), dbo.t.id (join)

== a counter that UPDATE takes | tsql
DECLARE @n int;
UPDATE dbo.keys SET @n = last_key = last_key + 1 WHERE name = 'o';
INSERT INTO dbo.o (id) VALUES (@n)
---
may read: dbo.keys
writes: dbo.keys, dbo.o
dbo.keys.last_key <- dbo.keys.last_key (transformation)
dbo.o.id <- dbo.keys.last_key (transformation), dbo.keys.name (filter)

== a label to go to | tsql
IF @x = 1 GOTO done
INSERT INTO dbo.o (id) SELECT geography::Point(s.a, s.b, 4326) FROM dbo.s s WHERE s.id > 0
done:
INSERT INTO dbo.log (a) VALUES (1)
---
reads: dbo.s
writes: dbo.o, dbo.log
dbo.o.id <- dbo.s.a, dbo.s.b
