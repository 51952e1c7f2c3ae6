using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Mantle.Policy;

namespace Mantle.Core.Accounts;

/// <summary>
/// A policy document as it was written. Entities with equal documents share one object, which is compiled on first use.
/// The text is kept in UTF-8, half the size of a string: an account with fifty thousand policies reads few of them.
/// </summary>
[JsonConverter(typeof(PolicyTextConverter))]
public sealed class PolicyText
{
    static readonly ConcurrentDictionary<UInt128, WeakReference<PolicyText>> Known = new();
    static int sweepAt = 1_024;

    readonly byte[] utf8;
    CompiledPolicy? compiled;

    PolicyText(byte[] utf8) => this.utf8 = utf8;

    public string Text => Encoding.UTF8.GetString(utf8);

    public ReadOnlySpan<byte> ToUtf8() => utf8;

    /// <summary>The compiled policy. Throws <see cref="FormatException"/> if the text is not a valid policy.</summary>
    public CompiledPolicy Compiled => compiled ??= CompiledPolicy.Compile(PolicyDocument.Parse(Text), new PolicySource("policy"));

    /// <summary>Estimated size of the text in memory, in bytes, without its compiled form.</summary>
    public int Bytes => utf8.Length + 100;

    /// <summary>
    /// Estimated size of all compiled documents, in bytes, including their share of compiled policy sets.
    /// </summary>
    public static long CompiledBytes
    {
        get
        {
            // Rounded up from a measurement of fifty thousand documents of one kilobyte (bench/Mantle.Scale).
            const long TimesText = 3;
            var bytes = 0L;
            foreach (var reference in Known.Values)
                if (reference.TryGetTarget(out var policy) && policy.compiled is not null)
                    bytes += TimesText * policy.utf8.Length;
            return bytes;
        }
    }

    /// <summary>Drops every compiled form. A document is compiled again when it is used again.</summary>
    public static void DropCompiled()
    {
        foreach (var reference in Known.Values)
            if (reference.TryGetTarget(out var policy))
                policy.compiled = null;
    }

    /// <summary>The shared object of a document.</summary>
    public static PolicyText Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The shared object of a document.</summary>
    public static PolicyText Of(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text, hash);
        var key = BitConverter.ToUInt128(hash);
        while (true)
        {
            if (!Known.TryGetValue(key, out var reference))
                reference = Known.GetOrAdd(key, new WeakReference<PolicyText>(new PolicyText(text.ToArray())));
            if (reference.TryGetTarget(out var policy))
            {
                Sweep();
                return policy;
            }
            Known.TryRemove(new(key, reference));
        }
    }

    /// <summary>Drops entries whose document was collected, each time the number of entries has doubled.</summary>
    static void Sweep()
    {
        // Counting takes every lock of the dictionary, so it runs once in 256 calls.
        if ((Interlocked.Increment(ref made) & 255) != 0)
            return;
        var limit = Volatile.Read(ref sweepAt);
        if (Known.Count <= limit || Interlocked.CompareExchange(ref sweepAt, limit * 2, limit) != limit)
            return;
        foreach (var entry in Known)
            if (!entry.Value.TryGetTarget(out _))
                Known.TryRemove(entry);
        Volatile.Write(ref sweepAt, Math.Max(1_024, Known.Count * 2));
    }

    static int made;

    public override string ToString() => Text;
}
