using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.SignIn;

/// <summary>People who can sign in.</summary>
static class SignInCalls
{
    public const string Password = "Correct-Horse-7",
        Incorrect = "Your authentication information is incorrect. Please try again.",
        Allowed =
            """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["signin:AuthorizeOAuth2Access","signin:CreateOAuth2Token"],
                 "Resource":"arn:aws:signin:*:*:oauth2/public-client/*"},{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}]}
                """;

    /// <summary>A user with a password.</summary>
    public static async Task NewPersonAsync(this TestClient root, string name = "jane", string policy = Allowed, bool mustChange = false)
    {
        await root.Iam("CreateUser", ("UserName", name));
        await root.PutPolicyAsync(name, policy);
        await root.Iam(
            "CreateLoginProfile",
            ("UserName", name),
            ("Password", Password),
            ("PasswordResetRequired", mustChange ? "true" : "false")
        );
    }
}
