using System.Globalization;
using System.Net;
using Mantle.Cli.Client;

namespace Mantle.Cli.Commands;

/// <summary>The value of <c>--listen</c>: an address and a port.</summary>
static class ListenAddress
{
    /// <param name="text">The value.</param>
    /// <param name="example">A right one, for the message.</param>
    /// <exception cref="CommandException">It is none.</exception>
    public static IPEndPoint Parse(string text, string example)
    {
        var said = text;
        text = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? $"127.0.0.1:{text["localhost:".Length..]}" : text;
        var colon = text.LastIndexOf(':');
        return
            colon > 0
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && IPEndPoint.TryParse(text, out var address)
            ? address
            : throw new CommandException($"--listen takes an address and a port such as {example}, not '{said}'.", ExitCode.Usage);
    }
}
