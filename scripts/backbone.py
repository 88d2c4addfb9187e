"""Embeds images by PyTorch with the backbone of src/app/home/programs/predict.py and tells how far the page's embeddings are.

    python3 scripts/backbone.py FOLDER_OF_WEIGHTS FILES.json

FILES.json lists the files of the weights with their SHA-256 and tensors. Reads an image a line, JSON: {file, width, height,
pixels, seen, embedding}, bytes in base64, `file` a path or null; answers each with a line: {same, resized, bytes, file}, the
largest differences of an embedding's numbers with the same pixels, with PyTorch's resize of the page's decoded pixels, the
largest difference of a byte of that resize, and with the file decoded by Pillow, null without it or without a file.
"""

import base64
import importlib.util
import json
import pathlib
import sys

import torch

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "src" / "app" / "home" / "programs"))

from predict import decoded, embedded, read_backbone, resized  # noqa: E402

HAS_PILLOW = importlib.util.find_spec("PIL") is not None


def pixels_of(text, height, width):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.uint8).reshape(height, width, 3)


def compare(image, weights):
    expected = torch.tensor(image["embedding"])
    side = int((len(base64.b64decode(image["seen"])) // 3) ** 0.5)
    seen = pixels_of(image["seen"], side, side)

    def error(pixels):
        return float((embedded(pixels, weights)[0] - expected).abs().max())

    shrunk = resized(pixels_of(image["pixels"], image["height"], image["width"]), side, side)
    from_file = error(resized(decoded(image["file"]), side, side)) if image["file"] and HAS_PILLOW else None
    return {"same": error(seen), "resized": error(shrunk), "bytes": int((shrunk.int() - seen.int()).abs().max()), "file": from_file}


with torch.no_grad():
    folder, listed = (pathlib.Path(argument) for argument in sys.argv[1:])
    tensors = read_backbone(folder, [], json.loads(listed.read_text(encoding="utf-8")))
    for line in sys.stdin:
        print(json.dumps(compare(json.loads(line), tensors)), flush=True)
