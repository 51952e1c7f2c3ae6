using Mantle.Wire.S3;

namespace Mantle.S3.Configurations;

/// <summary>
/// The rules for website configurations (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html"/>).
/// </summary>
static class WebsiteRules
{
    const int MostRules = 50;

    public static void Check(WebsiteConfiguration website)
    {
        if (website.RedirectAllRequestsTo is { } all)
        {
            if (website.IndexDocument is not null || website.ErrorDocument is not null || website.RoutingRules is not null)
                throw Errors
                    .InvalidArgument("RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.")
                    .With(("ArgumentName", "RedirectAllRequestsTo"), ("ArgumentValue", "not null"));
            CheckProtocol(all.Protocol);
            return;
        }
        if (website.IndexDocument is not { } index)
            throw Errors
                .InvalidArgument("A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty")
                .With(("ArgumentName", "IndexDocument"), ("ArgumentValue", "null"));
        if (index.Suffix.Length == 0 || index.Suffix.Contains('/', StringComparison.Ordinal))
            throw Errors
                .InvalidArgument("The IndexDocument Suffix is not well formed")
                .With(("ArgumentName", "IndexDocument"), ("ArgumentValue", index.Suffix));
        if (website.ErrorDocument is { Key.Length: 0 })
            throw Errors.MalformedXML();
        if (website.RoutingRules is not { } rules)
            return;
        if (rules.Count is 0)
            throw Errors.MalformedXML();
        if (rules.Count > MostRules)
            throw Errors.InvalidRequest(
                $"{rules.Count} routing rules provided, the number of routing rules in a website configuration is limited to {MostRules}."
            );
        foreach (var rule in rules)
            Check(rule);
    }

    static void Check(RoutingRule rule)
    {
        if (rule.Condition is { HttpErrorCodeReturnedEquals: null, KeyPrefixEquals: null })
            throw Errors.InvalidRequest(
                "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present."
            );
        if (rule.Condition?.HttpErrorCodeReturnedEquals is { } code && !IsIn(code, 400, 599))
            throw Errors.InvalidRequest($"The provided HTTP error code ({code}) is not valid. Valid codes are 4XX or 5XX.");
        var redirect = rule.Redirect;
        if (redirect.ReplaceKeyWith is not null && redirect.ReplaceKeyPrefixWith is not null)
            throw Errors.InvalidRequest("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
        if (redirect.HttpRedirectCode is { } status && !IsIn(status, 301, 399))
            throw Errors.InvalidRequest($"The provided HTTP redirect code ({status}) is not valid. Valid codes are 3XX except 300.");
        CheckProtocol(redirect.Protocol);
    }

    static bool IsIn(string text, int first, int last) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= first && number <= last;

    static void CheckProtocol(string? protocol)
    {
        if (protocol is not (null or "http" or "https"))
            throw Errors.InvalidRequest(
                "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically."
            );
    }
}
