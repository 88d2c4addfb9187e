"""Names the class of photographs with the head in head.safetensors, as the page in which it was trained does.

    pip install torch pillow
    python3 predict.py photo.jpg other.png

Prints a line for each photograph: its path, its class and the probability of that, with tabs between. Python 3.9 and PyTorch
1.13 or newer.

Beside this file lie head.safetensors and preprocessing.json, and in the folder that preprocessing.json names the weights of the
backbone: what is missing there is downloaded first, 7.3 MB in all. Pillow decodes the photographs; images in PPM (P6) are read
without it.
"""

import hashlib
import json
import pathlib
import re
import struct
import sys
import urllib.request

import torch
import torch.nn.functional as F

# Strides of the depthwise convolutions: MobileNetV1, Howard et al. 2017, table 1.
STRIDES = (1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1)


def floats(data):
    return torch.frombuffer(bytearray(data), dtype=torch.float32) if len(data) > 0 else torch.empty(0)


def read_safetensors(path):
    """The tensors of a safetensors file of float32."""
    data = path.read_bytes()
    (header_bytes,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + header_bytes])
    header.pop("__metadata__", None)
    data = data[8 + header_bytes :]
    return {name: floats(data[slice(*place["data_offsets"])]).reshape(place["shape"]) for name, place in header.items()}


def weight_file(folder, addresses, name, sha256):
    """A file of the backbone's weights: from its folder, else from a public address, then kept in the folder."""
    path = folder / name
    if path.exists():
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise SystemExit(f"{path} is damaged: delete it and start again.")
        return data
    failures = []
    for address in addresses:
        try:
            with urllib.request.urlopen(address + name) as response:
                data = response.read()
        except OSError as error:
            failures.append(f"{address}: {error}")
            continue
        if hashlib.sha256(data).hexdigest() == sha256:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            return data
        failures.append(f"{address}: other bytes than expected")
    raise SystemExit(f"No address gave {name}. {', '.join(failures)}. Put it into {folder}")


def read_backbone(folder, addresses, files):
    """The backbone's tensors by name. `files` lists each file's name, SHA-256, and the shapes of the tensors in it."""
    tensors = {}
    for file in files:
        values = floats(weight_file(folder, addresses, file["name"], file["sha256"]))
        at = 0
        for name, shape in file["tensors"].items():
            size = torch.Size(shape).numel()
            tensors[name] = values[at : at + size].reshape(shape)
            at += size
    return tensors


def decoded(path):
    """A photograph's pixels, [height, width, 3] bytes."""
    data = pathlib.Path(path).read_bytes()
    ppm = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
    if ppm:
        width, height = int(ppm[1]), int(ppm[2])
        pixels = data[ppm.end() :]
    else:
        from PIL import Image, ImageOps

        image = ImageOps.exif_transpose(Image.open(path)).convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image)
        width, height = image.size
        pixels = ground.convert("RGB").tobytes()
    return torch.frombuffer(bytearray(pixels), dtype=torch.uint8).reshape(height, width, 3)


def shrunk(pixels, height, width):
    """[H, W, 3] bytes, squashed to [height, width, 3] float64, bilinear with antialiasing."""
    channels_first = pixels.permute(2, 0, 1).unsqueeze(0).double()
    made = F.interpolate(channels_first, size=(height, width), mode="bilinear", align_corners=False, antialias=True)
    return made[0].permute(1, 2, 0)


def resized(pixels, height, width):
    """The same, rounded to bytes."""
    return shrunk(pixels, height, width).add(0.5).floor().clamp(0, 255).to(torch.uint8)


def same_padding(x, size, stride):
    """TensorFlow's padding "same": an odd pixel more is added below and on the right."""
    pads = []
    for length in (x.shape[3], x.shape[2]):
        total = max((-(-length // stride) - 1) * stride + size - length, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads)


def layer(x, weights, name, stride):
    """A convolution, batch normalisation, ReLU6."""
    depthwise = weights.get(f"{name}/depthwise_kernel")
    if depthwise is None:
        kernel, groups = weights[f"{name}/kernel"].permute(3, 2, 0, 1), 1
    else:
        kernel, groups = depthwise.permute(2, 3, 0, 1), depthwise.shape[2]
    made = F.conv2d(same_padding(x, kernel.shape[2], stride), kernel, stride=stride, groups=groups)
    gamma, beta, mean, variance = (weights[f"{name}_bn/{part}"] for part in ("gamma", "beta", "moving_mean", "moving_variance"))
    return F.batch_norm(made, mean, variance, gamma, beta, eps=0.001).clamp(0, 6)


def embedded(pixels, weights):
    """[height, width, 3] bytes -> [1, K]: the mean of the last block over all places."""
    x = pixels.permute(2, 0, 1).unsqueeze(0).float() / 127.5 - 1
    x = layer(x, weights, "conv1", 2)
    for i, stride in enumerate(STRIDES, 1):
        x = layer(layer(x, weights, f"conv_dw_{i}", stride), weights, f"conv_pw_{i}", 1)
    return x.mean(dim=(2, 3))


def probabilities(embedding, trained):
    """[1, K] -> [1, C]"""
    features = embedding @ trained["features/weight"] + trained["features/bias"]
    logits = features @ trained["logits/weight"]
    if "logits/bias" in trained:
        logits = logits + trained["logits/bias"]
    return logits.softmax(dim=1)


def main(paths):
    if not paths:
        raise SystemExit("Name photographs: python3 predict.py photo.jpg")
    here = pathlib.Path(__file__).resolve().parent
    told = json.loads((here / "preprocessing.json").read_text(encoding="utf-8"))
    if told["head"] not in ("linear", "linear-bias"):
        raise SystemExit(f"This program knows no head {told['head']}.")
    backbone, size = told["backbone"], (told["input"]["height"], told["input"]["width"])
    weights = read_backbone(here / backbone["folder"], backbone["addresses"], backbone["files"])
    trained = read_safetensors(here / "head.safetensors")
    for path in paths:
        found = probabilities(embedded(resized(decoded(path), *size), weights), trained)[0]
        best = int(found.argmax())
        print(f"{path}\t{told['classes'][best]}\t{found[best]:.6f}")


if __name__ == "__main__":
    with torch.no_grad():
        main(sys.argv[1:])
