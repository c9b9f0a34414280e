"""The annual report: frozen figures and the area's own words, as HTML, PDF and spreadsheet."""
