package handgrad.plot;

import handgrad.expr.Expr;
import org.ejml.data.DMatrixRMaj;

/** The numbers of a computation graph; null where there is none to show. */
interface NodeValues {

  /** A graph without numbers. */
  NodeValues NONE =
      new NodeValues() {
        @Override
        public DMatrixRMaj value(Expr node) {
          return null;
        }

        @Override
        public DMatrixRMaj gradient(Expr node) {
          return null;
        }

        @Override
        public DMatrixRMaj local(Expr node, int operand) {
          return null;
        }
      };

  /** The value of a node. */
  DMatrixRMaj value(Expr node);

  /** The gradient of the result by a node, of the node's shape. */
  DMatrixRMaj gradient(Expr node);

  /** The Jacobian of a node by one of its operands. */
  DMatrixRMaj local(Expr node, int operand);
}
