namespace Mantle.S3.Store;

/// <summary>
/// Decides between putting an object into a bucket and deleting the bucket. Puts pass the bucket's gate for the moment of their
/// commit, many at once; a deletion closes it, finds the bucket empty or not, and opens it again when the bucket is gone or was
/// kept. A put that waited looks again whether there still is a bucket.
/// </summary>
sealed class BucketGates
{
    readonly Dictionary<long, Gate> gates = [];
    readonly Lock access = new();

    /// <summary>Passes the gate when it is open; disposing leaves it.</summary>
    public Task<IDisposable> EnterAsync(long bucket) => TakeAsync(bucket, closing: false);

    /// <summary>Closes the gate once nobody passes it; disposing opens it again.</summary>
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
                // Those who come now wait behind a deletion, or it might never find the bucket quiet.
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
            // Those who wait start over with a gate of their own making.
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
