using Mantle.Wire;
using Microsoft.AspNetCore.Http;
using Errors = Mantle.Wire.S3.Errors;

namespace Mantle.S3.Front;

/// <summary>
/// Query parameters that the operation does not have. S3 selects operations by them: without the one that it does not know, a request to
/// delete a part of an object would delete the object. So a write has no unknown parameter. A read ignores them, as clients add their own.
/// </summary>
static class UnknownParameters
{
    const string Version = "versionId";

    /// <summary>Refuses what the operation does not have.</summary>
    /// <exception cref="ApiException">
    /// <c>InvalidArgument</c> for a version where the operation has none; <c>NotImplemented</c> for any other parameter of a write.
    /// </exception>
    public static void Refuse(RestOperation operation, RestRequest request)
    {
        if (request.Query.Count == 0)
            return;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        foreach (var name in request.Query.Names)
            if (operation.QueryParameters.Contains(name))
                continue;
            else if (name == Version)
                throw Errors
                    .InvalidArgument("This operation does not accept a version-id.")
                    .With(("ArgumentName", Version), ("ArgumentValue", request.QueryText("versionId"u8) ?? ""));
            else if (!isRead && !IsIgnored(name) && (request as RestXmlRequest)?.IsHeader(name) != true)
                throw Errors.NotImplemented().With(("QueryParameter", name));
    }

    /// <summary>
    /// What begins with <c>x-</c> is for the access log, or is the signature's; SDKs say the operation in <c>x-id</c>
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html#LogFormatCustom"/>).
    /// </summary>
    static bool IsIgnored(string name) => name.StartsWith("x-", StringComparison.OrdinalIgnoreCase);
}
