"""The catalogue for machines: DCAT-AP 3 and schema.org, and in which forms a dataset is given."""
