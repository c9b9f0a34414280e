"""The person: records, names, identifiers, addresses, and who may see them."""
