import type { ConvNetId } from '../../../models/catalog.ts';
import { architectureOf } from '../../../models/catalog.ts';
import { PlaygroundError } from '../../../errors.ts';

/** A choice of the catalogs as the program writes it. */
export type Written = Readonly<Record<string, string>>;

/** What is written of a choice. @throws PlaygroundError that names what the program does not know. */
export function written(parts: Written, id: string, what: string): string {
  const text = Object.hasOwn(parts, id) ? parts[id] : undefined;
  if (text !== undefined) return text;
  throw new PlaygroundError(`The PyTorch program does not know the ${what} “${id}”.`, `It knows ${Object.keys(parts).join(', ')}. Choose one of these, or save the model.`);
}

/** The lines of a network of the catalog: layers in `__init__`, then `features` in `forward`. */
function convolutional(id: ConvNetId): string {
  const { widths, kernel, convolutionsPerBlock, hidden } = architectureOf(id);
  const layers = widths.flatMap((width, block) =>
    Array.from({ length: convolutionsPerBlock }, (_, i) => {
      const n = block * convolutionsPerBlock + i + 1;
      const inputs = i > 0 ? width : block === 0 ? 'channels' : widths[block - 1]!;
      const pool = i === convolutionsPerBlock - 1;
      return { init: `        self.conv${n} = nn.Conv2d(${inputs}, ${width}, ${kernel}, padding=${(kernel - 1) / 2})\n        self.prelu${n} = nn.PReLU(${width})\n`, forward: `        x = self.prelu${n}(self.conv${n}(x))\n${pool ? '        x = F.max_pool2d(x, 2)\n' : ''}` };
    }),
  );
  const flat = `(height // ${2 ** widths.length}) * (width // ${2 ** widths.length}) * ${widths.at(-1)!}`;
  const dense = hidden > 0 ? `        self.hidden = nn.Linear(${flat}, ${hidden})\n        self.hidden_prelu = nn.PReLU(${hidden})\n        self.features = nn.Linear(${hidden}, DIMENSION)\n` : `        self.features = nn.Linear(${flat}, DIMENSION)\n`;
  return `    def __init__(self, bias):
        super().__init__()
        height, width, channels = SHAPE
${layers.map(({ init }) => init).join('')}${dense}        self.logits = nn.Linear(DIMENSION, CLASSES, bias=bias)

    def forward(self, x):
        """[B, height, width, channels] -> features [B, D], logits [B, C]"""
        x = x.permute(0, 3, 1, 2)
${layers.map(({ forward }) => forward).join('')}        x = x.permute(0, 2, 3, 1).flatten(1)  # rows, columns, channels
${hidden > 0 ? '        x = self.hidden_prelu(self.hidden(x))\n' : ''}        features = self.features(x)
        return features, self.logits(features)
`;
}

/** The networks of the catalog, as the body of a class `Network`. */
export const networks: Written = {
  'small-cnn': convolutional('small-cnn'),
  'lenet++': convolutional('lenet++'),
  direct: `    def __init__(self, bias):
        super().__init__()
        self.features = nn.Linear(math.prod(SHAPE), DIMENSION)
        self.logits = nn.Linear(DIMENSION, CLASSES, bias=bias)

    def forward(self, x):
        """[B, ...] -> features [B, D], logits [B, C]"""
        features = self.features(x.flatten(1))
        return features, self.logits(features)
`,
};

/** Whether a head has a bias. */
export const heads: Written = { linear: 'False', 'linear-bias': 'True' };

/** The optimizers of the catalog, of \`parameters\` at rate \`rate\`. */
export const optimizers: Written = {
  adam: 'torch.optim.Adam(parameters, lr=rate)',
  sgd: 'torch.optim.SGD(parameters, lr=rate, momentum=0.9, weight_decay=0.0005)',
  'sgd-no-decay': 'torch.optim.SGD(parameters, lr=rate, momentum=0.9)',
};

/** How centers move: the step before the rate, of \`pull\` [C, D] = sum of (c - x) over a class's examples and their \`counts\` [C, 1]. */
export const centerRules: Written = {
  gradient: 'pull * 2 / len(labels)',
  paper: 'pull / (1 + counts)',
};

/** The losses of the catalog, as functions of a run and its batch. */
export const losses: Written = {
  softmax: `def softmax_loss(run, features, logits, labels):
    """Cross-entropy, mean over the batch."""
    return F.cross_entropy(logits, labels)
`,
  center: `def center_loss(run, features, logits, labels):
    """Mean squared distance to the center of the class, without the factor 1/2."""
    return (features - run.centers[labels]).square().sum(dim=1).mean()
`,
  ring: `def ring_loss(run, features, logits, labels):
    """(1/2B) sum (|x| - R)^2; R is trained with the network."""
    lengths = (features.square().sum(dim=1) + 1e-12).sqrt()
    return (lengths - run.radius).square().mean() / 2
`,
};
