using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Mantle.Policy;

namespace Mantle.Server.Accounts;

/// <summary>
/// A policy document as it was written. Equal documents are one object however many entities hold them, compiled on first use.
/// </summary>
sealed class PolicyText
{
    static readonly ConcurrentDictionary<UInt128, WeakReference<PolicyText>> Known = new();
    static int sweepAt = 1_024;

    CompiledPolicy? compiled;

    PolicyText(string text) => Text = text;

    public string Text { get; }

    /// <summary>Throws <see cref="FormatException"/> for a text that was never validated.</summary>
    public CompiledPolicy Compiled => compiled ??= CompiledPolicy.Compile(PolicyDocument.Parse(Text), new PolicySource("policy"));

    /// <summary>The shared object of a document.</summary>
    public static PolicyText Of(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        var key = BitConverter.ToUInt128(hash);
        while (true)
        {
            var reference = Known.GetOrAdd(key, static (_, text) => new WeakReference<PolicyText>(new PolicyText(text)), text);
            if (reference.TryGetTarget(out var policy))
            {
                Sweep();
                return policy;
            }
            Known.TryRemove(new(key, reference));
        }
    }

    /// <summary>Drops entries whose document is gone, each time the number of entries has doubled.</summary>
    static void Sweep()
    {
        var limit = Volatile.Read(ref sweepAt);
        if (Known.Count <= limit || Interlocked.CompareExchange(ref sweepAt, limit * 2, limit) != limit)
            return;
        foreach (var entry in Known)
            if (!entry.Value.TryGetTarget(out _))
                Known.TryRemove(entry);
        Volatile.Write(ref sweepAt, Math.Max(1_024, Known.Count * 2));
    }

    public override string ToString() => Text;
}
