using Mantle.Core.Authentication;
using Mantle.Core.Naming;
using Mantle.Wire;

namespace Mantle.S3;

/// <summary>
/// How S3 refuses credentials (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList"/>).
/// </summary>
sealed class S3CredentialErrors : CredentialErrors
{
    public override ApiException UnknownKey(string accessKeyId) =>
        new ApiError("InvalidAccessKeyId", 403, Fault.Sender, "The AWS Access Key Id you provided does not exist in our records.")
            .With("AWSAccessKeyId", accessKeyId)
            .AsException();

    public override ApiException InvalidToken(string accessKeyId, string token) =>
        new("InvalidToken", 400, Fault.Sender, "The provided token is malformed or otherwise invalid.");

    /// <summary>The error names a Region, so that clients sign again.</summary>
    public override ApiException WrongRegion(string region) =>
        Wire
            .S3.Errors.AuthorizationHeaderMalformed(
                $"The authorization header is malformed; the region '{region}' is wrong; expecting '{RegionName.Global}'"
            )
            .With(("Region", RegionName.Global));

    public override ApiException ExpiredToken(string token) => new("ExpiredToken", 400, Fault.Sender, "The provided token has expired.");
}
