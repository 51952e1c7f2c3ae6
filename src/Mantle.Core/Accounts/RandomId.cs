using System.Runtime.InteropServices;

namespace Mantle.Core.Accounts;

/// <summary>
/// Ids of requests and events. They are unique but not secret, so they do not need the operating system's random generator.
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
