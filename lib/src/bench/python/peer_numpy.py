"""NumPy, buffers made once and work done in place. The type, float32 or float64, is the first word of the command line."""

import sys

import numpy as np

import peer

DTYPE = np.dtype(sys.argv.pop(1))


def product(kind, a, b):
    left = a.T if kind == "AtB" else a
    right = b.T if kind == "ABt" else b
    out = np.empty((left.shape[0], right.shape[1]), a.dtype)
    return lambda: np.matmul(left, right, out=out)


class Network:
    """Dense layers with ReLU between them, softmax and cross-entropy, plain gradient descent."""

    def __init__(self, sizes, batch, x, labels, rate=0.1):
        self.x, self.labels, self.batch, self.rate = x, labels, batch, rate
        self.rng = np.random.default_rng(1)
        shapes = list(zip(sizes, sizes[1:]))
        self.weights = [self.rng.normal(0, np.sqrt(2 / n), (n, m)).astype(DTYPE) for n, m in shapes]
        self.biases = [np.zeros(m, DTYPE) for m in sizes[1:]]
        self.d_weights = [np.empty_like(w) for w in self.weights]
        self.d_biases = [np.empty_like(b) for b in self.biases]
        self.outputs = self.buffers(batch)
        self.deltas = self.buffers(batch)
        self.input = np.empty((batch, sizes[0]), DTYPE)

    def buffers(self, rows):
        return [np.empty((rows, len(b)), DTYPE) for b in self.biases]

    def epoch(self):
        order = self.rng.permutation(len(self.x))
        return sum(self.step(order[i:i + self.batch]) for i in range(0, len(order), self.batch)) / len(order)

    def step(self, index):
        """Learns one batch and returns its loss, summed over the examples."""
        n = len(index)
        x = np.take(self.x, index, axis=0, out=self.input[:n], mode="clip")  # the mode that needs no copy
        outputs = [z[:n] for z in self.outputs]
        deltas = [d[:n] for d in self.deltas]
        loss = self.loss_and_delta(self.forward(x, outputs), self.labels[index], deltas[-1])
        for i in reversed(range(len(self.weights))):
            np.matmul((outputs[i - 1] if i else x).T, deltas[i], out=self.d_weights[i])
            np.sum(deltas[i], axis=0, out=self.d_biases[i])
            if i:
                np.matmul(deltas[i], self.weights[i].T, out=deltas[i - 1])
                deltas[i - 1] *= outputs[i - 1] > 0
        for value, gradient in zip(self.weights + self.biases, self.d_weights + self.d_biases):
            gradient *= self.rate
            value -= gradient
        return loss

    def forward(self, x, outputs):
        for w, b, z in zip(self.weights, self.biases, outputs):
            np.matmul(x, w, out=z)
            z += b
            if z is not outputs[-1]:
                np.maximum(z, 0, out=z)
            x = z
        return x

    @staticmethod
    def loss_and_delta(z, labels, delta):
        """The loss, summed over the batch, and into delta its gradient (P − Y) / batch."""
        rows = np.arange(len(z))
        z -= z.max(axis=1, keepdims=True)
        np.exp(z, out=delta)
        sums = delta.sum(axis=1, keepdims=True)
        loss = np.log(sums).sum() - z[rows, labels].sum()
        delta /= sums
        delta[rows, labels] -= 1
        delta /= len(z)
        return loss

    def classes(self, x):
        return self.forward(x, self.buffers(len(x))).argmax(axis=1)


peer.run(Network, product, DTYPE)
