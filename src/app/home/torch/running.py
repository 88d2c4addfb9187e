"""Trains an experiment of Center Loss Playground with PyTorch.

    python3 train.py [STEPS]

from the page's initial weights (initial.safetensors), on its images (train.examples, test.examples) and in the order of its
batches (batches.i32). It needs PyTorch 1.13 or newer and nothing else. It prints the losses of the first steps, which agree with
the page's to about 1e-4, then of every hundredth, and the accuracy on the test set at the end.
"""

import json
import math
import pathlib
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F

# settings

# network and losses


HERE = pathlib.Path(__file__).resolve().parent


def raw(name, dtype):
    """A file of numbers, little-endian."""
    return torch.frombuffer(bytearray((HERE / name).read_bytes()), dtype=dtype)


def read_safetensors(name):
    """Tensors by name: eight bytes say how long the header is; it says, in JSON, where each tensor lies behind it."""
    data = (HERE / name).read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    values = torch.frombuffer(bytearray(data[8 + length :]), dtype=torch.float32)
    places = {name: (place["shape"], *(offset // 4 for offset in place["data_offsets"])) for name, place in header.items()}
    return {name: values[first:last].reshape(shape).clone() for name, (shape, first, last) in places.items()}


def examples(name):
    """[N, ...] float32, as the network sees them."""
    if not IMAGES:
        return raw(f"{name}.examples", torch.float32).reshape(-1, *SHAPE)
    return (raw(f"{name}.examples", torch.uint8).reshape(-1, *SHAPE).float() / 255 - MEAN) / STD


def labels_of(name):
    return raw(f"{name}.labels", torch.uint8).long()


class Run:
    """A network with its losses: what each of them trains or keeps track of, and its weight."""

    def __init__(self, form, weights):
        self.name = form["name"]
        self.network = Network(form["head"] in HEADS_WITH_BIAS)
        self.load(weights)
        self.weights = {term["loss"]: term["weight"] for term in form["terms"]}
        self.set = {term["loss"]: term["set"] for term in form["terms"]}
        self.centers = weights.get("terms/center/centers")
        self.radius = None
        parameters = list(self.network.parameters())
        if "ring" in self.weights:
            self.radius = nn.Parameter(weights.get("terms/ring/radius", torch.tensor(10.0)))
            if self.weights["ring"] is not None:
                parameters.append(self.radius)
        own = form["rates"]
        self.own_rates = own is not None
        self.center_rate = own["centerRate"] if own else CENTER_RATE
        self.optimizer = optimizer_of(parameters, own["learningRate"] if own else LEARNING_RATE)

    def load(self, weights):
        """The page's arrays: filters [k, k, in, out], dense layers [in, out]."""
        state = {}
        for name, values in weights.items():
            layer, _, part = name.partition("/")
            if layer == "terms":
                continue
            if part == "filter":
                state[f"{layer}.weight"] = values.permute(3, 2, 0, 1)
            elif part == "weight":
                state[f"{layer}.weight"] = values.t()
            elif part == "slope":
                state[f"hidden_prelu.weight" if layer == "hidden" else f"prelu{layer[4:]}.weight"] = values
            else:
                state[f"{layer}.{part}"] = values
        self.network.load_state_dict(state)

    def losses(self, features, logits, labels):
        return {loss: LOSSES[loss](self, features, logits, labels) for loss in self.weights}

    def step(self, batch, labels):
        """One step of the optimizer, then of the centers, from features of before it; the losses, of before it too."""
        features, logits = self.network(batch)
        found = self.losses(features, logits, labels)
        total = sum(weight * found[loss] for loss, weight in self.weights.items() if weight is not None)
        self.optimizer.zero_grad()
        total.backward()
        self.optimizer.step()
        if self.centers is not None:
            self.move_centers(features.detach(), labels)
        return {loss: value.item() for loss, value in found.items()}

    def move_centers(self, features, labels):
        pull = torch.zeros_like(self.centers).index_add_(0, labels, self.centers[labels] - features)
        counts = torch.bincount(labels, minlength=CLASSES).float().unsqueeze(1)
        self.centers -= self.center_rate * center_step(pull, counts, labels)


def change(runs, entry):
    """A live change of a weight or of the rates."""
    if entry["kind"] == "rates":
        for run in runs:
            if not run.own_rates:
                run.center_rate = entry["centerRate"]
                for group in run.optimizer.param_groups:
                    group["lr"] = entry["learningRate"]
        return
    for run in (runs[r] for r in entry["runs"]):
        if entry["weight"] is not None:
            run.set[entry["loss"]] = entry["weight"]
        run.weights[entry["loss"]] = run.set[entry["loss"]] if entry["on"] else 0


def batches(labels):
    """Numbers of the examples of each batch: the page's, then, past those that were recorded, orders of PyTorch's own."""
    yield from raw("batches.i32", torch.int32).long().reshape(RECORDED_STEPS, BATCH_SIZE)
    torch.manual_seed(SEED)
    trained = torch.tensor([i for i, label in enumerate(labels.tolist()) if label not in HELD_OUT])
    while True:
        order = trained[torch.randperm(len(trained))] * VARIANTS + torch.randint(VARIANTS, (len(trained),))
        yield from order[: len(order) // BATCH_SIZE * BATCH_SIZE].reshape(-1, BATCH_SIZE)


@torch.no_grad()
def accuracy(run, values, labels):
    """On the test images of the classes that are trained."""
    logits = torch.cat([run.network(part)[1] for part in values.split(500)])
    logits[:, HELD_OUT] = -math.inf
    counted = torch.tensor([label not in HELD_OUT for label in labels.tolist()])
    return (logits.argmax(dim=1) == labels)[counted].float().mean().item()


def main(steps):
    weights = read_safetensors("initial.safetensors")
    runs = [Run(form, {name[len(f"{r}/") :]: values for name, values in weights.items() if name.startswith(f"{r}/")}) for r, form in enumerate(RUNS)]
    values, labels = examples("train"), labels_of("train")
    for step, batch in zip(range(steps + 1), batches(labels)):
        for entry in CHANGES:
            if entry["step"] == step:
                change(runs, entry["change"])
        if step == steps:
            break
        for run in runs:
            found = run.step(values[batch], labels[batch // VARIANTS])
            if step < 3 or (step + 1) % 100 == 0:
                print("\t".join([str(step + 1), run.name, *(f"{loss} {value:.7f}" for loss, value in found.items())]))
    test, test_labels = examples("test")[::TEST_VARIANTS], labels_of("test")
    for run in runs:
        print(f"{steps}\t{run.name}\ttest accuracy {accuracy(run, test, test_labels):.4f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RECORDED_STEPS)
