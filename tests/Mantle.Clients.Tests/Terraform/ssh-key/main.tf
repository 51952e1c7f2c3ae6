# One SSH key in either encoding, and with one more variable in both at once.

variable "encoding" {
  type    = string
  default = "SSH"
}

variable "twice" {
  type    = bool
  default = false
}

locals {
  bodies = { SSH = chomp(file("ssh.pub")), PEM = file("ssh.pem") }
}

resource "aws_iam_user" "jane" {
  name = "jane"
}

resource "aws_iam_user" "joe" {
  name = "joe"
}

resource "aws_iam_user_ssh_key" "jane" {
  username   = aws_iam_user.jane.name
  encoding   = var.encoding
  public_key = local.bodies[var.encoding]
}

# Another user may have the same key.
resource "aws_iam_user_ssh_key" "joe" {
  username   = aws_iam_user.joe.name
  encoding   = "PEM"
  public_key = local.bodies["PEM"]
}

resource "aws_iam_user_ssh_key" "again" {
  count      = var.twice ? 1 : 0
  username   = aws_iam_user.jane.name
  encoding   = var.encoding == "SSH" ? "PEM" : "SSH"
  public_key = local.bodies[var.encoding == "SSH" ? "PEM" : "SSH"]
  depends_on = [aws_iam_user_ssh_key.jane]
}

data "aws_iam_user_ssh_key" "jane" {
  for_each          = toset(["SSH", "PEM"])
  username          = aws_iam_user.jane.name
  ssh_public_key_id = aws_iam_user_ssh_key.jane.ssh_public_key_id
  encoding          = each.key
}

# Both encodings of the one key, whichever it was uploaded in. AWS returns an SSH key without its comment, or with it.
output "same" {
  value = (
    trimspace(data.aws_iam_user_ssh_key.jane["PEM"].public_key) == trimspace(local.bodies["PEM"])
    && slice(split(" ", data.aws_iam_user_ssh_key.jane["SSH"].public_key), 0, 2) == slice(split(" ", local.bodies["SSH"]), 0, 2)
  )
}
