"""The Spark job of spark_orders.py: two tables, made by ``spark.sql``.

    spark-submit daily_revenue.py ORDER_ITEMS_CSV DIRECTORY

It prints what it was told of lineage, as ``lineage.<property> = <value>``.
"""

from __future__ import annotations

import sys

from pyspark.sql import SparkSession

LOAD = """
    CREATE TABLE shop.order_items USING parquet AS
    SELECT CAST(order_id AS INT) AS order_id, sku,
           CAST(quantity AS INT) AS quantity, CAST(unit_price AS DOUBLE) AS unit_price
    FROM uploaded
"""


def main(items: str) -> None:
    spark = SparkSession.builder.getOrCreate()
    for name, value in sorted(spark.sparkContext.getConf().getAll()):
        if name.startswith("spark.openlineage."):
            print(f"lineage.{name.removeprefix('spark.openlineage.')} = {value}")
    spark.read.csv(items, header=True).createOrReplaceTempView("uploaded")
    spark.sql("CREATE DATABASE IF NOT EXISTS shop")
    spark.sql(LOAD)
    spark.sql(
        "CREATE TABLE shop.revenue USING parquet AS "
        "SELECT sku, SUM(quantity * unit_price) AS revenue FROM shop.order_items GROUP BY sku"
    )
    print(f"{spark.table('shop.revenue').count()} products")
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
