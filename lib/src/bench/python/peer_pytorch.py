"""PyTorch in its usual, eager mode, on the processor."""

import os

import torch
from torch import nn

import peer

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
torch.manual_seed(1)


def product(kind, a, b):
    left, right = torch.from_numpy(a), torch.from_numpy(b)
    left = left.t() if kind == "AtB" else left
    right = right.t() if kind == "ABt" else right
    out = torch.empty(left.shape[0], right.shape[1])
    return lambda: torch.mm(left, right, out=out)


class Network:
    def __init__(self, sizes, batch, x, labels):
        self.x, self.labels, self.batch = torch.from_numpy(x), torch.from_numpy(labels), batch
        layers = []
        for n, m in zip(sizes, sizes[1:]):
            dense = nn.Linear(n, m)
            nn.init.kaiming_normal_(dense.weight, nonlinearity="relu")
            nn.init.zeros_(dense.bias)
            layers += [dense, nn.ReLU()]
        self.model = nn.Sequential(*layers[:-1])
        self.loss = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.1)

    def epoch(self):
        total = torch.zeros(())
        for index in torch.randperm(len(self.x)).split(self.batch):
            loss = self.loss(self.model(self.x[index]), self.labels[index])
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            total += loss.detach() * len(index)
        return total.item() / len(self.x)

    @torch.inference_mode()
    def classes(self, x):
        return self.model(torch.from_numpy(x)).argmax(1).numpy()


peer.run(Network, product)
