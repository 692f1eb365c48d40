"""The tag of a task, and how each database engine is given it.

In: the task that runs, and the connections its hooks open. Out: sessions and queries that say which task
they belong to, in each engine's own way (a session parameter, an application name, a label, a comment),
and the same tag in the task's lineage events.

``tag``, ``comment`` and ``statements`` are text in, text out, and know nothing of Airflow. The other
modules wrap methods of hooks; they are imported only where tags are switched on.
"""
