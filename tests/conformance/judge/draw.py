"""Random numbers that a seed gives on every machine and with every Python: recorded answers belong to what they drew."""
import hashlib

MASK = (1 << 64) - 1


class Draw:
    def __init__(self, seed):
        self.state = int.from_bytes(hashlib.sha256(str(seed).encode()).digest()[:8], "big")

    def bits(self):
        """The next 64 bits, by splitmix64."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = (self.state ^ self.state >> 30) * 0xBF58476D1CE4E5B9 & MASK
        mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB & MASK
        return mixed ^ mixed >> 31

    def random(self):
        return (self.bits() >> 11) / (1 << 53)

    def randrange(self, first, end=None):
        first, end = (0, first) if end is None else (first, end)
        if end <= first:
            raise ValueError(f"nothing is between {first} and {end}")
        return first + self.bits() % (end - first)

    def randint(self, least, most):
        return self.randrange(least, most + 1)

    def choice(self, items):
        return items[self.randrange(len(items))]

    def shuffle(self, items):
        for last in range(len(items) - 1, 0, -1):
            other = self.randrange(last + 1)
            items[last], items[other] = items[other], items[last]

    def sample(self, items, count):
        drawn = list(items)
        self.shuffle(drawn)
        return drawn[:count]
