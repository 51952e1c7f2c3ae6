using Mantle.Server.Protocol;
using Mantle.SigV4;

namespace Mantle.Server.Authentication;

/// <summary>How credentials are refused: S3 has codes of its own.</summary>
abstract class CredentialErrors
{
    static readonly CredentialErrors Standard = new StandardErrors();

    public static readonly CredentialErrors OfS3 = new S3Errors();

    public static CredentialErrors For(RequestSignature signature) => signature.Profile.IsS3 ? OfS3 : Standard;

    public abstract Refusal UnknownKey(string accessKeyId);

    public abstract Refusal InvalidToken(string accessKeyId, string token);

    public abstract Refusal ExpiredToken(string token);

    /// <summary><see href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html"/></summary>
    sealed class StandardErrors : CredentialErrors
    {
        public override Refusal UnknownKey(string accessKeyId) => new("InvalidClientTokenId", 403, "The security token included in the request is invalid.");

        public override Refusal InvalidToken(string accessKeyId, string token) => UnknownKey(accessKeyId);

        public override Refusal ExpiredToken(string token) => new("ExpiredToken", 403, "The security token included in the request is expired");
    }

    /// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList"/></summary>
    sealed class S3Errors : CredentialErrors
    {
        public override Refusal UnknownKey(string accessKeyId) =>
            new("InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records.") { Members = [new("AWSAccessKeyId", accessKeyId)] };

        public override Refusal InvalidToken(string accessKeyId, string token) =>
            new("InvalidToken", 400, "The provided token is malformed or otherwise invalid.");

        public override Refusal ExpiredToken(string token) => new("ExpiredToken", 400, "The provided token has expired.");
    }
}
