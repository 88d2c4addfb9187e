"""Embeds images by PyTorch with the backbone of src/app/home/programs/predict.py and tells how far the page's embeddings are.

    python3 scripts/verify/backbone.py FOLDER_OF_WEIGHTS FILES.json

FILES.json lists the files of the weights with their SHA-256 and tensors. Reads an image a line, JSON: {file, width, height,
pixels, seen, embedding}, bytes in base64, `file` a path or null; answers each with a line: {same, resized, edges, file}, the
largest differences of an embedding's numbers with the same pixels, with PyTorch's resize of the page's decoded pixels, and with
that of the file decoded by Pillow, null without it or without a file. A pixel that lies on the edge between two bytes can be
rounded to either: there the page's byte is taken, and `edges` says how often the two differ.
"""

import base64
import importlib.util
import json
import pathlib
import sys

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "src" / "app" / "home" / "programs"))

from predict import decoded, embedded, read_backbone, resized, shrunk  # noqa: E402

# How near to the middle between two bytes an edge is.
EDGE = 1e-3
HAS_PILLOW = importlib.util.find_spec("PIL") is not None


def pixels_of(text, height, width):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.uint8).reshape(height, width, 3)


def compare(image, weights):
    expected = torch.tensor(image["embedding"])
    side = int((len(base64.b64decode(image["seen"])) // 3) ** 0.5)
    seen = pixels_of(image["seen"], side, side)

    def error(pixels):
        return float((embedded(pixels, weights)[0] - expected).abs().max())

    def rounded(pixels):
        on_edge = (shrunk(pixels, side, side) - seen).abs() < 0.5 + EDGE
        return torch.where(on_edge, seen, resized(pixels, side, side))

    pixels = pixels_of(image["pixels"], image["height"], image["width"])
    made = rounded(pixels)
    edges = int(((resized(pixels, side, side) != seen) & (made == seen)).sum())
    from_file = error(rounded(decoded(image["file"]))) if image["file"] and HAS_PILLOW else None
    return {"same": error(seen), "resized": error(made), "edges": edges, "file": from_file}


with torch.no_grad():
    folder, listed = (pathlib.Path(argument) for argument in sys.argv[1:])
    tensors = read_backbone(folder, [], json.loads(listed.read_text(encoding="utf-8")))
    for line in sys.stdin:
        print(json.dumps(compare(json.loads(line), tensors)), flush=True)
