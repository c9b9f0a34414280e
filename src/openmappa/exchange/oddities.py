def oddities(extract, person_of): return []
