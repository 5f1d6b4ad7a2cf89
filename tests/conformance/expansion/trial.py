"""Random templates, each of a seed: what samgen makes of one is compared with what the translator made of it."""
import copy
import functools
import re
import tempfile
from pathlib import Path

from judge import program, reader, sam

from . import shrink, template, text, values

REGIONS = ["us-east-1"] * 6 + ["cn-north-1", "us-gov-west-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1"]
REGIONS += ["us-isof-south-1", "eusc-de-east-1", "eu-west-1"]
OWN = Path(__file__).resolve().parents[1] / "templates"
FOREIGN = re.compile(
    r"Type: *['\"]?(Api|HttpApi)\b|^ +Connectors:"
    r"|Serverless::(Api|HttpApi|WebSocketApi|GraphQLApi|Connector|Application|CapacityProvider)",
    re.M,
)


@functools.cache
def policy_templates():
    """The policy templates -> the names of their parameters."""
    made = [reader.load(path.read_text()) for path in sorted((program.ROOT / "templates/policies").glob("*.yaml"))]
    return {policy["name"]: sorted(p["name"] for p in policy.get("parameters", [])) for policy in made}


@functools.cache
def simple_templates():
    """The trees of the templates that need none of the API machinery, which samgen does not know."""
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(OWN.iterdir())]
    return [reader.load(text) for text in texts if not FOREIGN.search(text)]


def expand(samgen, path, region="us-east-1"):
    """The Outcome by samgen."""
    done = program.run(samgen, "expand", "--format", "json", "--region", region, path, text=False)
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    complaint = next((line for line in lines if " error: " in line), "\n".join(lines))
    if done.returncode == 0:
        return sam.outcome_of({"functions": reader.load(done.stdout)["functions"]})
    return sam.Outcome("refused" if done.returncode == 2 else "crashed", reason=f"exit {done.returncode}: {complaint}")


class Trial:
    """One random template, in the style of its seed or in plain YAML."""

    def __init__(self, seed, region=None):
        drawn = values.Values(seed, policy_templates())
        self.style = seed
        self.region = region or drawn.draw.choice(REGIONS)
        if seed % 3 == 0:
            self.tree = template.mutated(drawn, copy.deepcopy(drawn.draw.choice(simple_templates())))
        else:
            self.tree = template.template(drawn)

    def text(self, tree=None, style=None):
        """The template of the seed; or another tree, in plain YAML or in a style."""
        return text.Writer(self.style).text(self.tree) if tree is None else text.Writer(style).text(tree)

    def by_samgen(self, samgen, written):
        with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8", newline="") as file:
            file.write(written)
            file.flush()
            return expand(samgen, file.name, self.region)

    def by_sam(self, written):
        sam.choose_region(self.region)
        return sam.translate(written)

    def smallest(self, samgen, how, difference):
        """A smaller tree, as text, on which the two still differ in this way."""
        def differs(style):
            def same_way(tree):
                written = self.text(tree, style)
                return difference(self.by_sam(written), self.by_samgen(samgen, written)) == how
            return same_way
        still = differs(None) if differs(None)(self.tree) else differs(self.style)
        return f"{self.region}:\n{self.text(shrink.shrink(self.tree, still))}"
