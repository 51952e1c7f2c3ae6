namespace Mantle.Policy.Tests;

/// <summary>The callers that cases and generated requests name by a short word.</summary>
static class Callers
{
    public const string Account = "111122223333";
    public const string OtherAccount = "444455556666";
    public const string UserArn = "arn:aws:iam::111122223333:user/alice";
    public const string UserId = "AIDAALICE00000000001";
    public const string RoleArn = "arn:aws:iam::111122223333:role/team/app";
    public const string RoleId = "AROAAPP0000000000001";
    public const string SessionArn = "arn:aws:sts::111122223333:assumed-role/app/session1";
    public const string FederatedArn = "arn:aws:sts::111122223333:federated-user/bob";
    public const string OidcProvider = "arn:aws:iam::111122223333:oidc-provider/id.example.com";
    public const string SamlProvider = "arn:aws:iam::111122223333:saml-provider/corp";

    public static Principal Named(string name) =>
        name switch
        {
            "user" => Principal.User(UserArn, UserId),
            "root" => Principal.Root(Account),
            "role" => Principal.RoleSession(SessionArn, RoleArn, RoleId),
            "oidc-session" => Principal.RoleSession(SessionArn, RoleArn, RoleId, OidcProvider),
            "service-linked-role" => Principal.ServiceLinkedRoleSession(
                "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/x",
                "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
                "AROASLR0000000000001"
            ),
            "federated" => Principal.FederatedUser(FederatedArn, UserArn, UserId),
            "federated-root" => Principal.FederatedUser(FederatedArn, "arn:aws:iam::111122223333:root", null),
            "anonymous" => Principal.Anonymous,
            "web" => Principal.WebIdentity(OidcProvider),
            "google" => Principal.WebIdentity("accounts.google.com"),
            "saml" => Principal.Saml(SamlProvider),
            "service" => Principal.Service("ec2.amazonaws.com"),
            "recreated-user" => Principal.User(UserArn, "AIDAALICE00000000002"),
            "recreated-role" => Principal.RoleSession(SessionArn, RoleArn, "AROAAPP0000000000002"),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such caller."),
        };

    public static readonly string[] All =
    [
        "user",
        "root",
        "role",
        "oidc-session",
        "service-linked-role",
        "federated",
        "federated-root",
        "anonymous",
        "web",
        "google",
        "saml",
        "service",
        "recreated-user",
        "recreated-role",
    ];
}
