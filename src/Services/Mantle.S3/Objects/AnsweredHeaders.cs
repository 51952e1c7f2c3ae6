using Mantle.Core.Authorization;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

/// <summary>
/// The headers that a request asks to be answered with in place of the object's own, <c>response-content-type</c> and its kin. Only who
/// signs may ask: a link that anybody can make must not have another's object shown as something that it is not
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html"/>).
/// </summary>
static class AnsweredHeaders
{
    /// <exception cref="Wire.ApiException">Nobody signed the request.</exception>
    public static void Check(Call call, params ReadOnlySpan<string?> headers)
    {
        if (!call.Caller.IsAnonymous)
            return;
        foreach (var header in headers)
            if (header is not null)
                throw Errors.InvalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
    }
}
