"""The law of MAPPA as dated, cited rules: plain values in, plain values out, never the clock."""
