using System.Net;

namespace Mantle.Cli.Workloads;

/// <summary>
/// The host names by which a helper may be called: addresses, and names that no web page can own. Any other one comes from a page in a
/// browser that made its own name resolve to this machine.
/// </summary>
static class OwnHosts
{
    public static bool Has(string host) =>
        host.Length > 0
        && (
            IPAddress.TryParse(host.Trim('[', ']'), out _) || !host.TrimEnd('.').Contains('.', StringComparison.Ordinal) || IsInternal(host)
        );

    static bool IsInternal(string host) =>
        host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase);
}
