using System.Runtime.InteropServices;

namespace Mantle.Core.Accounts;

/// <summary>
/// Ids of requests and events: unique, not secret, so they need not cost a call into the operating system's generator.
/// </summary>
public static class RandomId
{
    public static Guid New()
    {
        Guid id = default;
        Random.Shared.NextBytes(MemoryMarshal.AsBytes(new Span<Guid>(ref id)));
        return id;
    }
}
