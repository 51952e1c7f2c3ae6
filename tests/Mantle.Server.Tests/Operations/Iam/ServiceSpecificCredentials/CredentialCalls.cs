using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServiceSpecificCredentials;

static class CredentialCalls
{
    public const string CodeCommit = "codecommit.amazonaws.com",
        Bedrock = "bedrock.amazonaws.com";

    public static Task<Answer> NewCredentialAsync(
        this TestClient root,
        string user,
        string service = CodeCommit,
        params (string Name, string Value)[] more
    ) => root.Iam("CreateServiceSpecificCredential", [("UserName", user), ("ServiceName", service), .. more]);
}
