"""How fast the whole way is, against stated yardsticks: ``make bench``.  Measures; changes nothing it measures."""
