using Mantle.Wire.S3;

namespace Mantle.S3.Website;

/// <summary>A website's redirect (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html"/>).</summary>
/// <param name="Status">301, or the rule's status.</param>
/// <param name="Location">The target.</param>
sealed record WebsiteRedirect(int Status, string Location)
{
    /// <summary>The redirect of a website that only redirects.</summary>
    public static WebsiteRedirect Of(RedirectAllRequestsTo all, string key, string scheme) =>
        new(301, $"{all.Protocol ?? scheme}://{all.HostName}/{Escape(key)}");

    /// <summary>The redirect of the first rule that applies to a request; null where none does.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="key">The key that was asked for.</param>
    /// <param name="error">The status of the error; null before there is one.</param>
    /// <param name="scheme">The scheme of the request.</param>
    /// <param name="host">The host of the request.</param>
    public static WebsiteRedirect? Of(IReadOnlyList<RoutingRule>? rules, string key, int? error, string scheme, string host)
    {
        foreach (var rule in rules ?? [])
        {
            var (condition, redirect) = (rule.Condition, rule.Redirect);
            if (
                condition?.HttpErrorCodeReturnedEquals != error?.ToString(CultureInfo.InvariantCulture)
                || (condition?.KeyPrefixEquals is { } prefix && !key.StartsWith(prefix, StringComparison.Ordinal))
            )
                continue;
            var target =
                redirect.ReplaceKeyWith
                ?? (redirect.ReplaceKeyPrefixWith is { } start ? start + key[(condition?.KeyPrefixEquals ?? "").Length..] : key);
            var status = int.TryParse(redirect.HttpRedirectCode, CultureInfo.InvariantCulture, out var code) ? code : 301;
            return new WebsiteRedirect(status, $"{redirect.Protocol ?? scheme}://{redirect.HostName ?? host}/{Escape(target)}");
        }
        return null;
    }

    static string Escape(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));
}
