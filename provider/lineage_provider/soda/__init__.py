"""Results of scans of Soda Core 3 -> input datasets with data-quality facets.

``reading`` makes values of ours of a scan that is over, ``datasets`` puts them on its tables.
Soda itself is never imported here.
"""
