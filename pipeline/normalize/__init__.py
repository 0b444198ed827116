"""Values computed from the words of a proved quote: dates, money, rates, durations, parties."""
