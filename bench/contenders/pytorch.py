"""The bench's network trained by PyTorch (1.13 or later) itself, as its users would write it: PyTorch's defaults, so on CUDA
its convolutions may use TF32, and Adam in one fused kernel there. Lighter than ours in one thing: always the same batch of
floats, already divided by 255.

Prints a line of JSON {"firstStepMs"} when it has warmed up, then answers each line {"steps": n} of its input by
{"wallMs", "hostMs"}, milliseconds per step, until the input ends. `pytorch.mjs` starts it.
"""
import argparse
import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy

# Widths of the blocks, kernel, convolutions a block, hidden: as in src/models/catalog.ts.
ARCHITECTURES = {"small-cnn": ((8, 16, 32), 3, 1, 64), "lenet++": ((32, 64, 128), 5, 2, 0)}
# As in bench/contenders/workload.ts.
WARM_UP_STEPS = 3
CENTER_RATE = 0.5


class Network(nn.Module):
    """Images [B,1,28,28] -> features [B,2], logits [B,10]."""

    def __init__(self, model):
        super().__init__()
        widths, kernel, convolutions_per_block, hidden = ARCHITECTURES[model]
        layers, channels = [], 1
        for width in widths:
            for _ in range(convolutions_per_block):
                layers += [nn.Conv2d(channels, width, kernel, padding=kernel // 2), nn.PReLU(width)]
                channels = width
            layers.append(nn.MaxPool2d(2))
        layers.append(nn.Flatten())
        flat = 9 * channels
        if hidden:
            layers += [nn.Linear(flat, hidden), nn.PReLU(hidden)]
        self.features = nn.Sequential(*layers, nn.Linear(hidden or flat, 2))
        self.logits = nn.Linear(2, 10, bias=False)

    def forward(self, images):
        features = self.features(images)
        return features, self.logits(features)


class Run:
    """One network with its optimizer and centers. A center weight of 0 is plain softmax."""

    def __init__(self, options, center_weight):
        cuda = options.device == "cuda"
        self.network = Network(options.model).to(options.device)
        self.centers = torch.randn(10, 2, device=options.device)
        self.center_weight = center_weight
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=0.005, fused=cuda, capturable=cuda and options.graphs)

    def step(self, images, labels):
        self.optimizer.zero_grad(set_to_none=True)
        features, logits = self.network(images)
        loss = cross_entropy(logits, labels)
        if self.center_weight:
            loss = loss + self.center_weight * (features - self.centers[labels]).square().sum(1).mean()
        loss.backward()
        self.optimizer.step()
        if self.center_weight:
            pull = features.detach() - self.centers[labels]
            self.centers.index_add_(0, labels, pull * (2 * CENTER_RATE / len(labels)))
        return loss.detach()


def captured(step):
    """The step as a CUDA graph, after the warm-up on a stream of its own that capture asks for."""
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        for _ in range(WARM_UP_STEPS):
            step()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    return graph.replay


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--model", choices=ARCHITECTURES, default="small-cnn")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--graphs", action="store_true", help="replay the whole step as a CUDA graph")
    parser.add_argument("--runs", type=int, choices=[1, 2], default=1)
    options = parser.parse_args()
    if options.graphs and options.device != "cuda":
        parser.error("--graphs needs --device cuda")
    return options


def main():
    options = parse_options()
    torch.set_num_threads(os.cpu_count())
    torch.backends.cudnn.benchmark = True
    torch.manual_seed(1)
    idle = torch.cuda.synchronize if options.device == "cuda" else lambda: None

    def timed(steps):
        idle()
        start = time.perf_counter()
        for _ in range(steps):
            step()
        queued = time.perf_counter()
        idle()
        end = time.perf_counter()
        return {"wallMs": (end - start) * 1000 / steps, "hostMs": (queued - start) * 1000 / steps}

    start = time.perf_counter()
    images = torch.rand(options.batch, 1, 28, 28, device=options.device)
    labels = torch.arange(options.batch, device=options.device) % 10
    runs = [Run(options, center_weight) for center_weight in (0.1, 0.0)[: options.runs]]

    def step():
        for run in runs:
            run.step(images, labels)

    if options.graphs:
        step = captured(step)
    step()
    idle()
    print(json.dumps({"firstStepMs": (time.perf_counter() - start) * 1000}), flush=True)
    timed(WARM_UP_STEPS - 1)
    for line in sys.stdin:
        print(json.dumps(timed(json.loads(line)["steps"])), flush=True)


if __name__ == "__main__":
    main()
