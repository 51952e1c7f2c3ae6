namespace Mantle.S3.Store;

/// <summary>
/// Orders puts into a bucket and the bucket's deletion. A put holds the bucket's gate for the moment of its commit; many can at once. A
/// deletion closes the gate, checks whether the bucket is empty, and opens the gate when the bucket was deleted or kept. A put that waited
/// checks again whether the bucket exists.
/// </summary>
sealed class BucketGates
{
    readonly Dictionary<long, Gate> gates = [];
    readonly Lock access = new();

    /// <summary>Enters the gate when it is open; disposing leaves it.</summary>
    public Task<IDisposable> EnterAsync(long bucket) => TakeAsync(bucket, closing: false);

    /// <summary>Closes the gate once no put is in it; disposing opens it again.</summary>
    public Task<IDisposable> CloseAsync(long bucket) => TakeAsync(bucket, closing: true);

    async Task<IDisposable> TakeAsync(long bucket, bool closing)
    {
        while (true)
        {
            Task changed;
            lock (access)
            {
                if (!gates.TryGetValue(bucket, out var gate))
                    gates.Add(bucket, gate = new Gate());
                if (!gate.Closed && (closing ? gate.Passing == 0 : !gate.IsAwaited))
                {
                    gate.Closed = closing;
                    gate.Passing += closing ? 0 : 1;
                    return new Pass(this, bucket, gate);
                }
                // New puts wait behind a deletion; otherwise it might wait forever.
                gate.IsAwaited |= closing;
                changed = gate.Changed.Task;
            }
            await changed;
        }
    }

    void Leave(long bucket, Gate gate)
    {
        lock (access)
        {
            if (gate.Closed)
                gate.Closed = false;
            else if (--gate.Passing > 0)
                return;
            // Those who wait start over with a new gate.
            gates.Remove(bucket);
        }
        gate.Changed.SetResult();
    }

    sealed class Gate
    {
        public int Passing { get; set; }

        public bool Closed { get; set; }

        public bool IsAwaited { get; set; }

        public TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    sealed class Pass(BucketGates gates, long bucket, Gate gate) : IDisposable
    {
        bool left;

        public void Dispose()
        {
            if (left)
                return;
            left = true;
            gates.Leave(bucket, gate);
        }
    }
}
