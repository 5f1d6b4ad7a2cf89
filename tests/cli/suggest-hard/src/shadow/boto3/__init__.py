def client(name): return Fake()
class Fake:
    def get_object(self, **kw): return None
