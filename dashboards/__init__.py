"""The pages of the site, one module each: composition only.  No figure is computed here."""
