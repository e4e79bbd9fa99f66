"""One form for any number of reports, from the ten samples to a country's: a folder of Parquet files and a manifest.

``schema.yaml`` says what the tables hold (``docs/dataset.md`` is made from it), ``rows`` makes them of reports and
findings, ``merge`` puts new ones beside old ones, ``readings`` gives one whole report back.
"""
