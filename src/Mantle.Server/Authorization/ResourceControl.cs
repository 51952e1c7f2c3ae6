namespace Mantle.Server.Authorization;

/// <summary>
/// Which services' resources are bound by resource control policies
/// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services"/>).
/// </summary>
static class ResourceControl
{
    static readonly string[] Services = ["s3", "sts", "kms", "sqs", "secretsmanager", "ecr", "aoss", "cognito-identity", "cognito-idp", "logs", "dynamodb"];

    public static bool Reaches(string action)
    {
        var service = action.AsSpan(0, action.IndexOf(':'));
        foreach (var name in Services)
            if (service.SequenceEqual(name))
                return true;
        return false;
    }
}
