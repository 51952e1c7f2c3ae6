using Mantle.S3.Entities;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Cors;

/// <summary>Reads and writes a bucket's CORS rules.</summary>
static class CorsRules
{
    const int Most = 100;

    static readonly string[] Methods = ["GET", "PUT", "HEAD", "POST", "DELETE"];

    public static IReadOnlyList<CorsRule> Of(Wire.S3.CORSConfiguration configuration)
    {
        if (configuration.CORSRules.Count is 0 or > Most)
            throw Errors.MalformedXML();
        return [.. configuration.CORSRules.Select(Of)];
    }

    static CorsRule Of(Wire.S3.CORSRule rule)
    {
        if (rule.AllowedMethods.Count == 0 || rule.AllowedOrigins.Count == 0)
            throw Errors.MalformedXML();
        if (rule.AllowedMethods.FirstOrDefault(method => !Methods.Contains(method)) is { } unknown)
            throw Errors.InvalidRequest($"Found unsupported HTTP method in CORS config. Unsupported method is {unknown}");
        CheckAsterisks("AllowedOrigin", rule.AllowedOrigins);
        CheckAsterisks("AllowedHeader", rule.AllowedHeaders ?? []);
        if (rule.ExposeHeaders?.FirstOrDefault(header => header.Contains('*', StringComparison.Ordinal)) is { } wild)
            throw Errors.InvalidRequest(
                $"ExposeHeader \"{wild}\" contains wildcard. We currently do not support wildcard for ExposeHeader."
            );
        return new CorsRule(rule.ID, rule.AllowedOrigins, rule.AllowedMethods, rule.AllowedHeaders, rule.ExposeHeaders, rule.MaxAgeSeconds);
    }

    public static IReadOnlyList<Wire.S3.CORSRule> Shape(IReadOnlyList<CorsRule> rules) =>
        [
            .. rules.Select(rule => new Wire.S3.CORSRule
            {
                ID = rule.Id,
                AllowedOrigins = rule.Origins,
                AllowedMethods = rule.Methods,
                AllowedHeaders = rule.Headers,
                ExposeHeaders = rule.ExposedHeaders,
                MaxAgeSeconds = rule.MaxAge,
            }),
        ];

    static void CheckAsterisks(string name, IReadOnlyList<string> values)
    {
        if (values.FirstOrDefault(value => value.Count(c => c == '*') > 1) is { } value)
            throw Errors.InvalidRequest($"{name} \"{value}\" can not have more than one wildcard.");
    }

    public static Wire.ApiException None(string bucket) => Errors.NoSuchCORSConfiguration().With(("BucketName", bucket));
}
