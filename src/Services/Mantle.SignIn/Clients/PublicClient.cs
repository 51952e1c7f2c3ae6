using Mantle.Core.Authorization;

namespace Mantle.SignIn.Clients;

/// <summary>
/// The programs that may ask for a person's credentials: AWS's clients on the person's own machine, and those on another one
/// (<see href="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html"/>).
/// </summary>
static class PublicClient
{
    /// <summary><c>aws login</c>: the browser hands the code to the program, which listens on loopback.</summary>
    public const string SameDevice = "arn:aws:signin:::devtools/same-device";

    /// <summary><c>aws login --remote</c>: the person copies the code.</summary>
    public const string CrossDevice = "arn:aws:signin:::devtools/cross-device";

    /// <summary>The access that a person needs to let the program act.</summary>
    public static Access To(Call call, ActionName action, string clientId) =>
        new(
            action,
            $"arn:aws:signin:{call.Region}:{call.Account.Id}:oauth2/public-client/{(clientId == CrossDevice ? "remote" : "localhost")}"
        );
}
