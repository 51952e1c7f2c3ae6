using System.Buffers;

namespace Mantle.SigV4;

/// <summary>
/// The CanonicalQueryString line: every parameter, encoded and sorted by name and then by value, without the signature.
/// </summary>
static class CanonicalQuery
{
    const int OnStack = 32;

    public static void Append(ref Utf8Buffer buffer, scoped ReadOnlySpan<char> query, bool skipToken)
    {
        if (query.IsEmpty)
            return;
        var encoded = new Utf8Buffer(stackalloc byte[512]);
        var most = query.Count('&') + 1;
        var rented = most > OnStack ? ArrayPool<Parameter>.Shared.Rent(most) : null;
        var parameters = rented ?? stackalloc Parameter[OnStack];
        try
        {
            var count = Encode(query, ref encoded, parameters, skipToken);
            Sort(parameters[..count], encoded.Written);
            for (var i = 0; i < count; i++)
            {
                if (i > 0)
                    buffer.Append((byte)'&');
                buffer.Append(encoded.Written.Slice(parameters[i].Start, parameters[i].Length));
            }
        }
        finally
        {
            encoded.Dispose();
            if (rented is not null)
                ArrayPool<Parameter>.Shared.Return(rented);
        }
    }

    static int Encode(scoped ReadOnlySpan<char> query, ref Utf8Buffer encoded, Span<Parameter> parameters, bool skipToken)
    {
        var count = 0;
        foreach (var range in query.Split('&'))
        {
            var parameter = query[range];
            if (parameter.IsEmpty)
                continue;
            var equals = parameter.IndexOf('=');
            var name = equals < 0 ? parameter : parameter[..equals];
            var value = equals < 0 ? default : parameter[(equals + 1)..];

            var start = encoded.Length;
            UriEncoding.AppendReencoded(ref encoded, name, keepSlash: false, plusIsSpace: true);
            var canonicalName = encoded.Written[start..];
            if (canonicalName.SequenceEqual("X-Amz-Signature"u8) || (skipToken && canonicalName.SequenceEqual("X-Amz-Security-Token"u8)))
            {
                encoded.Truncate(start);
                continue;
            }
            var nameLength = canonicalName.Length;
            encoded.Append((byte)'=');
            UriEncoding.AppendReencoded(ref encoded, value, keepSlash: false, plusIsSpace: true);
            parameters[count++] = new(start, nameLength, encoded.Length - start);
        }
        return count;
    }

    /// <summary>Heap sort: sorts in place, allocates nothing, and no input order makes it slow.</summary>
    static void Sort(Span<Parameter> parameters, ReadOnlySpan<byte> encoded)
    {
        if (IsSorted(parameters, encoded))
            return;
        for (var i = parameters.Length / 2 - 1; i >= 0; i--)
            Sink(parameters, i, encoded);
        for (var end = parameters.Length - 1; end > 0; end--)
        {
            (parameters[0], parameters[end]) = (parameters[end], parameters[0]);
            Sink(parameters[..end], 0, encoded);
        }
    }

    static void Sink(Span<Parameter> heap, int root, ReadOnlySpan<byte> encoded)
    {
        while (true)
        {
            var child = root * 2 + 1;
            if (child >= heap.Length)
                return;
            if (child + 1 < heap.Length && Compare(heap[child], heap[child + 1], encoded) < 0)
                child++;
            if (Compare(heap[root], heap[child], encoded) >= 0)
                return;
            (heap[root], heap[child]) = (heap[child], heap[root]);
            root = child;
        }
    }

    static bool IsSorted(ReadOnlySpan<Parameter> parameters, ReadOnlySpan<byte> encoded)
    {
        for (var i = 1; i < parameters.Length; i++)
        {
            if (Compare(parameters[i - 1], parameters[i], encoded) > 0)
                return false;
        }
        return true;
    }

    static int Compare(Parameter left, Parameter right, ReadOnlySpan<byte> encoded)
    {
        var byName = left.Name(encoded).SequenceCompareTo(right.Name(encoded));
        return byName != 0 ? byName : left.Value(encoded).SequenceCompareTo(right.Value(encoded));
    }

    readonly record struct Parameter(int Start, int NameLength, int Length)
    {
        public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> encoded) => encoded.Slice(Start, NameLength);

        public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> encoded) => encoded.Slice(Start + NameLength + 1, Length - NameLength - 1);
    }
}
