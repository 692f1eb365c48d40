"""Results of Great Expectations 1.x -> input datasets with data-quality facets.

``validations`` are values of ours, ``reading`` makes them of what Great Expectations gives, ``mapping`` makes
assertions and measurements of them, ``datasets`` puts these on the datasets that were validated. ``action``
is a ``ValidationAction`` for checkpoints outside Airflow; it alone imports Great Expectations.
"""
