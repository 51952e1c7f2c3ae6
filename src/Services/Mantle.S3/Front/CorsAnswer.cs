using System.Text;
using Mantle.Core.Storage;
using Mantle.Http;
using Mantle.S3.Entities;
using Mantle.S3.Policies;
using Mantle.Wire;
using Microsoft.AspNetCore.Http;

namespace Mantle.S3.Front;

/// <summary>
/// Answers browsers that call from another origin's page: preflight requests, which are unsigned and need no permission, and the CORS
/// headers of every other answer (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html"/>).
/// </summary>
sealed class CorsAnswer(Ledger ledger)
{
    const string Vary = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

    /// <summary>Adds the CORS headers to the answer of a request with an origin, where a rule of the bucket allows it.</summary>
    public async ValueTask AddAsync(Exchange exchange)
    {
        if (
            exchange.Header("Origin") is { } origin
            && await BucketAsync(exchange) is ({ Cors: { } rules }, false)
            && Find(rules, origin, exchange.Http.Request.Method, []) is var (rule, allowed)
        )
            Write(exchange.Http.Response.Headers, rule, allowed, origin);
    }

    /// <summary>Answers a preflight request.</summary>
    /// <exception cref="ApiException">No rule allows the request.</exception>
    public async ValueTask PreflightAsync(Exchange exchange)
    {
        var origin =
            exchange.Header("Origin")
            ?? throw new ApiException("BadRequest", 400, Fault.Sender, "Insufficient information. Origin request header needed.");
        var method = exchange.Header("Access-Control-Request-Method");
        // Without rules, AWS was recorded saying so before it looks at anything else, and about the bucket whatever the URL names.
        if (await BucketAsync(exchange) is not var (bucket, isClosed))
            throw Forbidden("CORSResponse: Bucket not found", method ?? "OPTIONS", "BUCKET");
        if (isClosed)
            throw Existing.Closed();
        if (bucket.Cors is not { } rules)
            throw Forbidden("CORSResponse: CORS is not enabled for this bucket.", method ?? "OPTIONS", "BUCKET");
        if (method is not ("GET" or "PUT" or "HEAD" or "POST" or "DELETE"))
            throw new ApiException("BadRequest", 400, Fault.Sender, $"Invalid Access-Control-Request-Method: {method ?? "null"}");
        var requested = exchange.Header("Access-Control-Request-Headers") ?? "";
        var headers = requested.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (Find(rules, origin, method, headers) is not var (rule, allowed))
            throw Forbidden(
                "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request "
                    + "method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the "
                    + "resource's CORS spec.",
                method,
                new RestXmlRequest(exchange).Key is { Length: > 0 } ? "OBJECT" : "BUCKET"
            );
        var answer = exchange.Http.Response.Headers;
        Write(answer, rule, allowed, origin);
        if (headers.Length > 0)
            answer["Access-Control-Allow-Headers"] = string.Join(", ", headers).ToLowerInvariant();
        exchange.Http.Response.ContentLength = 0;
    }

    async ValueTask<(Bucket Bucket, bool IsClosed)?> BucketAsync(Exchange exchange)
    {
        if (new RestXmlRequest(exchange).Bucket is not { } name || await ledger.FindOwnerAsync(S3Names.Bucket, name) is not { } owner)
            return null;
        return await ledger.AccountAsync(owner) is { } account && account.Buckets.Find(name) is { } bucket
            ? (bucket, await ledger.IsClosedAsync(account))
            : null;
    }

    static (CorsRule Rule, string AllowedOrigin)? Find(IReadOnlyList<CorsRule> rules, string origin, string method, string[] headers)
    {
        // A value that no response header can carry matches no rule.
        if (!Ascii.IsValid(origin) || !headers.All(header => Ascii.IsValid(header)))
            return null;
        foreach (var rule in rules)
            if (
                rule.Methods.Contains(method)
                && rule.Origins.FirstOrDefault(pattern => Pattern.Matches(pattern, origin)) is { } allowed
                && headers.All(header =>
                    rule.Headers?.Any(pattern => Pattern.Matches(pattern.ToLowerInvariant(), header.ToLowerInvariant())) == true
                )
            )
                return (rule, allowed);
        return null;
    }

    static void Write(IHeaderDictionary headers, CorsRule rule, string allowed, string origin)
    {
        headers["Access-Control-Allow-Origin"] = allowed == "*" ? "*" : origin;
        headers["Access-Control-Allow-Methods"] = string.Join(", ", rule.Methods);
        if (rule.ExposedHeaders is { Count: > 0 } exposed)
            headers["Access-Control-Expose-Headers"] = string.Join(", ", exposed);
        if (rule.MaxAge is { } seconds)
            headers["Access-Control-Max-Age"] = seconds.ToString(CultureInfo.InvariantCulture);
        if (allowed != "*")
            headers["Access-Control-Allow-Credentials"] = "true";
        headers.Vary = Vary;
    }

    static ApiException Forbidden(string message, string method, string resource) =>
        new ApiException("AccessForbidden", 403, Fault.Sender, message).With(("Method", method), ("ResourceType", resource));
}
