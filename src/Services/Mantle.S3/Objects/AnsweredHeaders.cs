using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

/// <summary>
/// The headers with which a request replaces the object's own in the answer: <c>response-content-type</c> and others. Only a signed request
/// may have them: otherwise anybody could make a link that shows another owner's object as something else
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html"/>).
/// </summary>
static class AnsweredHeaders
{
    /// <exception cref="Wire.ApiException">The request is unsigned.</exception>
    public static void Check(Call call, params ReadOnlySpan<string?> headers)
    {
        if (!call.Caller.IsAnonymous)
            return;
        foreach (var header in headers)
            if (header is not null)
                throw Errors.InvalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
    }
}
