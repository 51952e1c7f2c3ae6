namespace Mantle.S3.Entities;

/// <summary>
/// A CORS rule: which requests from other origins a browser may send
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html"/>).
/// </summary>
/// <param name="Id">Its name; null where it has none.</param>
/// <param name="Origins">Origins, each with at most one asterisk.</param>
/// <param name="Methods">HTTP methods.</param>
/// <param name="Headers">Headers that a request may have, each with at most one asterisk.</param>
/// <param name="ExposedHeaders">Headers of answers that the browser shows to the page.</param>
/// <param name="MaxAge">How long a browser may cache the answer to a preflight request, in seconds; null where the rule does not
/// say.</param>
sealed record CorsRule(
    string? Id,
    IReadOnlyList<string> Origins,
    IReadOnlyList<string> Methods,
    IReadOnlyList<string>? Headers,
    IReadOnlyList<string>? ExposedHeaders,
    int? MaxAge
);
