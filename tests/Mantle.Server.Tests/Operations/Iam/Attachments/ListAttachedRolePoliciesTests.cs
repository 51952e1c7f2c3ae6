using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Attachments;

[Collection(ServerCollection.Name)]
public class ListAttachedRolePoliciesTests(TestServer server) : ListAttachedPoliciesTests(server, "Role");
