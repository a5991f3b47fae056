"""The contenders: ours, and one module for each peer. An adapter says how a generator is found, fed and started."""
