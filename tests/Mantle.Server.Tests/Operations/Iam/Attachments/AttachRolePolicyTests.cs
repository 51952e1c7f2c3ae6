using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Attachments;

[Collection(ServerCollection.Name)]
public class AttachRolePolicyTests(TestServer server) : AttachPolicyTests(server, "Role");
