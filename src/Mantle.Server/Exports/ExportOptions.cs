namespace Mantle.Server.Exports;

/// <summary>Where recorded calls are exported to, besides the trail. There may be a file, a webhook, both or none.</summary>
public sealed record ExportOptions
{
    /// <summary>The file that gets the events, one line of JSON each; null for none.</summary>
    public string? File { get; init; }

    /// <summary>
    /// Size in bytes at which another file is begun, at least 1,000,000. Only a batch of events that is larger makes a larger file.
    /// </summary>
    public long FileSize { get; init; } = 100_000_000;

    /// <summary>How many full files are kept besides the current one, 1 to 1,000.</summary>
    public int FileCount { get; init; } = 10;

    /// <summary>The http or https URL that gets the events with POST; null for none.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>A file with the bearer token for the webhook, read for every request; null for no <c>Authorization</c> header.</summary>
    public string? WebhookTokenFile { get; init; }
}
